import { updateView } from "../store/actions/update.ts";
import { Dialog } from "./controls/dialog.tsx";
import { keyHelp } from "./keys.ts";
import { useLab } from "./lab-context.ts";

export function KeysDialog() {
  const lab = useLab();
  return (
    <Dialog title="Keyboard" onClose={() => updateView(lab, { dialog: null })}>
      <dl className="key-list">
        {keyHelp.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="small dim">Letters work while no field has the focus.</p>
    </Dialog>
  );
}
