import { useEffect, useRef, useState } from "react";
import { openRecent, openRecentAs } from "../../store/actions/recent-tables.ts";
import type { RecentFile } from "../../store/recent-files.ts";
import { recentWords as words } from "../../words/import.ts";
import { useLab } from "../lab-context.ts";
import { bytesText } from "./bytes-text.ts";

/** Tables that were trained on in this browser before. */
export function RecentList() {
  const lab = useLab();
  const [recent, setRecent] = useState<readonly RecentFile[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const [choosing, setChoosing] = useState<RecentFile | null>(null);
  useEffect(() => {
    void lab.services.recent().then(async (files) => setRecent(await files.list()));
  }, [lab]);
  if (recent.length === 0) return null;
  const choose = (entry: RecentFile) => {
    setChoosing(entry);
    input.current?.click();
  };
  const open = async (entry: RecentFile) => {
    if (!(await openRecent(lab, entry))) choose(entry);
  };
  const forget = async (entry: RecentFile) => {
    await (await lab.services.recent()).forget(entry.id);
    setRecent(recent.filter((other) => other !== entry));
  };
  return (
    <section aria-labelledby="recent-heading">
      <h3 id="recent-heading">{words.title}</h3>
      <ul className="recent-list">
        {recent.map((entry) => (
          <li key={entry.id}>
            <span className="recent-name">
              {entry.name}{" "}
              <span className="small dim">
                {words.about(
                  bytesText(entry.byteCount),
                  entry.decisions.roles.target,
                  new Date(entry.usedAt).toLocaleDateString(),
                )}
              </span>
            </span>
            <button
              type="button"
              className="button low"
              onClick={() => void (entry.hasCopy ? open(entry) : choose(entry))}
            >
              {entry.hasCopy ? words.open : words.choose}
            </button>
            <button
              type="button"
              className="button quiet low"
              aria-label={words.forgetOf(entry.name)}
              onClick={() => void forget(entry)}
            >
              {words.forget}
            </button>
          </li>
        ))}
      </ul>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.file}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined && choosing !== null) void openRecentAs(lab, choosing, file);
        }}
      />
    </section>
  );
}
