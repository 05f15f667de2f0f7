interface AsideHeadProps {
  readonly id: string;
  readonly title: string;
  readonly what: string;
}

/** Over a card beside the strips. */
export function AsideHead({ id, title, what }: AsideHeadProps) {
  return (
    <div className="row-aside-head">
      <h3 id={id}>{title}</h3>
      <span className="small dim">{what}</span>
    </div>
  );
}
