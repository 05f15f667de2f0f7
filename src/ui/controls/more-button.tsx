import { Icon } from "../icon.tsx";

export interface MoreButtonProps {
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** Shows and hides the less common half of a form. */
export function MoreButton({ open, onToggle }: MoreButtonProps) {
  return (
    <button type="button" className="text-button" aria-expanded={open} onClick={onToggle}>
      {open ? "Fewer settings" : "More settings"} <Icon name={open ? "up" : "down"} />
    </button>
  );
}
