import type { MembersLearner } from "../../boosting/learners/learner.ts";
import type { RunStart } from "../../experiment/recording.ts";
import { memberNames, weightText } from "../../figures/member-text.ts";
import { stackWords as words } from "../../words/stack.ts";
import "./members.css";

interface MembersPanelProps {
  readonly start: RunStart;
  readonly learner: MembersLearner;
  readonly round: number;
}

/** How much each member of a stack counts after a round: bars of its weights, each with its number. */
export function MembersPanel({ start, learner: { weights, rounds }, round }: MembersPanelProps) {
  const names = memberNames(start.header.members ?? []);
  const most = Math.max(...weights, Number.MIN_VALUE);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="panel-tree members" tabIndex={0} aria-label={words.weights(round)}>
      <table className="members-table">
        <caption>{words.weights(round)}</caption>
        <thead className="panel-hidden">
          <tr>
            <th scope="col">{words.member}</th>
            <th scope="col">{words.weight}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name, k) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {rounds[k] === null && <span className="dim"> {words.ended}</span>}
                <svg className="members-bar" aria-hidden="true">
                  <rect width={`${(100 * weights[k]) / most}%`} height="100%" />
                </svg>
              </th>
              <td>{weightText(weights[k])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
