import { closeNotice } from "../store/actions/update.ts";
import { pageWords } from "../words/page.ts";
import { Note } from "./controls/note.tsx";
import { Icon } from "./icon.tsx";
import { useLab, useLabState } from "./lab-context.ts";

/** Sentences that concern the whole experiment; each stays until it is closed. */
export function Notices() {
  const lab = useLab();
  const notices = useLabState((state) => state.notices);
  if (notices.length === 0) return null;
  return (
    <div className="notices" role="alert">
      {notices.map((notice) => (
        <div key={notice.text} className={`card notice ${notice.tone}`}>
          <Note tone={notice.tone}>
            {notice.text} {notice.code !== null && <span className="notice-code">({notice.code})</span>}
          </Note>
          <span className="grows" />
          {notice.act !== undefined && (
            <button
              type="button"
              className="button low"
              onClick={() => {
                closeNotice(lab, notice);
                notice.act?.onAct();
              }}
            >
              {notice.act.label}
            </button>
          )}
          <button
            type="button"
            className="button quiet low square"
            aria-label={pageWords.closeNote}
            onClick={() => closeNotice(lab, notice)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}
