/** What is predicted; survival: a time that may be censored. Later engines bring ranking and multioutput to life. */
export type Task = "regression" | "binary" | "multiclass" | "ranking" | "survival" | "multioutput";
