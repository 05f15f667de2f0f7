import { stackMeta } from "../../boosting/engines/stack/meta.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { memberNames } from "../../figures/member-text.ts";
import { stackWords as words } from "../../words/stack.ts";
import "./member-list.css";

/** What a stack is made of: the members' settings are chosen by the search that made it. */
export function MemberList({ spec }: { readonly spec: RunSpec }) {
  const { members = [], values } = spec;
  return (
    <div className="small dim member-list">
      <p>{words.about(String(values.folds ?? stackMeta.params[0].default))}</p>
      <ul aria-label={words.members}>
        {memberNames(members).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
