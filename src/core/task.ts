/** What is predicted; survival: a time that may be censored; ranking: the order of the documents of a query. */
export type Task = "regression" | "binary" | "multiclass" | "ranking" | "survival" | "multioutput";
