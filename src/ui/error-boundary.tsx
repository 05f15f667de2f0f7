import { Component, type ReactNode } from "react";
import { pageWords } from "../words/page.ts";

export interface ErrorBoundaryProps {
  /** What could not be drawn, as the subject of a sentence: "This picture". */
  readonly part: string;
  /** A new value is a new chance: what failed is drawn again. */
  readonly resetKey?: unknown;
  /** Given where the whole page has to begin anew; else the part alone is drawn again. */
  readonly onReload?: () => void;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  /** What was thrown, in words; null while all is well. */
  readonly problem: string | null;
  readonly resetKey: unknown;
}

/**
 * A defect in one part leaves the others alone: a sentence and a button stand in its place. React writes what was
 * thrown to the console by itself. Only a class is told of it.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { problem: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Pick<ErrorBoundaryState, "problem"> {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  static getDerivedStateFromProps(
    { resetKey }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    return resetKey === state.resetKey ? null : { problem: null, resetKey };
  }

  override render(): ReactNode {
    const { part, onReload, children } = this.props;
    if (this.state.problem === null) return children;
    return (
      <div className={onReload ? "part-failed whole" : "part-failed"} role="alert">
        <p>{pageWords.notDrawn(part, this.state.problem.replace(/[.\s]*$/, "."))}</p>
        <p className="small dim">{onReload ? pageWords.reloadHint : pageWords.keptHint}</p>
        <button
          type="button"
          className="button"
          onClick={onReload ?? (() => this.setState({ problem: null }))}
        >
          {onReload ? pageWords.reload : pageWords.drawAgain}
        </button>
      </div>
    );
  }
}
