import { openAnyUrl } from "../../store/actions/open-any.ts";
import { importEntryWords as words } from "../../words/import-entry.ts";
import { useLab } from "../lab-context.ts";

/** A link names a public address: nothing is fetched from it until the user says so. */
export function FetchWanted({ url }: { readonly url: string }) {
  const lab = useLab();
  const host = URL.canParse(url) ? new URL(url).host : url;
  return (
    <button type="button" className="button" onClick={() => void openAnyUrl(lab, url)}>
      {words.fetchFrom(host)}
    </button>
  );
}
