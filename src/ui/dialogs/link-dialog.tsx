import { useEffect, useState } from "react";
import { encode } from "uqr";
import { copyLink } from "../../store/actions/copy-link.ts";
import { makeLink } from "../../store/actions/link.ts";
import { updateView } from "../../store/actions/update.ts";
import { commandWords as words } from "../../words/commands.ts";
import { Dialog } from "../controls/dialog.tsx";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import "./dialogs.css";

/** The experiment's link to read, to copy, and as a code that a room of phones can take. */
export function LinkDialog() {
  const lab = useLab();
  const [address, setAddress] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    void makeLink(lab).then((fragment) => {
      if (fragment !== null) setAddress(new URL(fragment, location.href).href);
    });
  }, [lab]);
  return (
    <Dialog title={words.linkTitle} onClose={() => updateView(lab, { dialog: null })}>
      {address !== null && (
        <div className="link-dialog">
          <Code text={address} />
          <input
            className="text-field wide"
            aria-label={words.linkTitle}
            readOnly
            value={address}
            onFocus={(event) => event.target.select()}
          />
          <button
            type="button"
            className="button"
            data-first-focus
            onClick={() => void copyLink(lab).then(setCopied)}
          >
            <Icon name={copied ? "check" : "link"} /> {copied ? words.copied : words.copy}
          </button>
          <p className="small dim">{words.linkHint}</p>
        </div>
      )}
    </Dialog>
  );
}

/** Always dark on light: cameras read no inverted codes. */
function Code({ text }: { readonly text: string }) {
  let code: ReturnType<typeof encode>;
  try {
    code = encode(text, { ecc: "L", border: 2 });
  } catch {
    return <p className="dim">{words.linkTooLong}</p>;
  }
  const path = code.data.flatMap((line, y) =>
    line.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg className="link-code" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={words.qr}>
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={path.join("")} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
