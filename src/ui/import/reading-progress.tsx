import { cancelReading } from "../../store/actions/import-file.ts";
import { cancelUrl } from "../../store/actions/open-url.ts";
import type { ReadingState } from "../../store/lab-state.ts";
import { useLab } from "../lab-context.ts";
import { bytesText } from "./bytes-text.ts";

export function ReadingProgress({ reading }: { readonly reading: ReadingState }) {
  const lab = useLab();
  const { name, bytesRead, byteCount } = reading;
  return (
    <div className="reading">
      <p>
        {byteCount === 0
          ? `Fetching ${name}: ${bytesText(bytesRead)}`
          : `Reading ${name}: ${bytesText(bytesRead)} of ${bytesText(byteCount)}`}
      </p>
      <progress {...(byteCount === 0 ? {} : { max: byteCount, value: bytesRead })} aria-label="Bytes read" />
      <button
        type="button"
        className="button"
        onClick={() => {
          cancelUrl(lab);
          void cancelReading(lab);
        }}
      >
        Cancel
      </button>
    </div>
  );
}
