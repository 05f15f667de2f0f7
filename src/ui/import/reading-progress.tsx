import { cancelReading } from "../../store/actions/import-file.ts";
import { cancelUrl } from "../../store/actions/open-url.ts";
import type { ReadingState } from "../../store/lab-state.ts";
import { dataDialogWords as words } from "../../words/import.ts";
import { useLab } from "../lab-context.ts";
import { bytesText } from "./bytes-text.ts";

export function ReadingProgress({ reading }: { readonly reading: ReadingState }) {
  const lab = useLab();
  const { name, bytesRead, byteCount } = reading;
  return (
    <div className="reading">
      <p>
        {byteCount === 0
          ? words.fetching(name, bytesText(bytesRead))
          : words.reading(name, bytesText(bytesRead), bytesText(byteCount))}
      </p>
      <progress
        {...(byteCount === 0 ? {} : { max: byteCount, value: bytesRead })}
        aria-label={words.bytesRead}
      />
      <button
        type="button"
        className="button"
        onClick={() => {
          cancelUrl(lab);
          void cancelReading(lab);
        }}
      >
        {words.cancel}
      </button>
    </div>
  );
}
