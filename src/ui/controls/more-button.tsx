import { controlWords } from "../../words/controls.ts";
import { Icon } from "../icon.tsx";

export interface MoreButtonProps {
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Shows and hides the less common half of a form. */
export function MoreButton({ open, onToggle }: MoreButtonProps) {
  return (
    <button type="button" className="text-button" aria-expanded={open} onClick={onToggle}>
      {open ? controlWords.fewer : controlWords.more} <Icon name={open ? "up" : "down"} />
    </button>
  );
}
