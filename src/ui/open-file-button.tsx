import { useRef } from "react";
import { openAnyTable } from "../store/actions/open-any.ts";
import { pageWords } from "../words/page.ts";
import { Icon } from "./icon.tsx";
import { useLab } from "./lab-context.ts";

/** The file picker, wherever a file of the user is wanted. */
export function OpenFileButton() {
  const lab = useLab();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        <Icon name="file" /> {pageWords.openTable}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={pageWords.tableFile}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) void openAnyTable(lab, { kind: "file", file });
        }}
      />
    </>
  );
}
