import type { ReactNode } from "react";
import { Icon } from "../icon.tsx";

export interface NoteProps {
  readonly tone: "plain" | "check" | "warn" | "bad";
  readonly children: ReactNode;
}

/** One or two short sentences with their icon. */
export function Note({ tone, children }: NoteProps) {
  const icon = tone === "check" ? "check" : tone === "plain" ? null : "warn";
  return (
    <div className={`note ${tone}`}>
      {icon !== null && <Icon name={icon} />}
      <span>{children}</span>
    </div>
  );
}
