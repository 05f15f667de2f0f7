import type { RunView } from "../../store/run-view.ts";
import { ChainView } from "./chain-view.tsx";
import { NetView } from "./net-view.tsx";
import "./net.css";

/** The round's net, or the chain of all nets so far. */
export function NetPanel({ view, output }: { readonly view: RunView; readonly output: number }) {
  return view.netView === "chain" ? <ChainView view={view} /> : <NetView view={view} output={output} />;
}
