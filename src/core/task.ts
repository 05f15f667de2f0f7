/** What is predicted. Later engines bring ranking, survival and multioutput to life. */
export type Task = "regression" | "binary" | "multiclass" | "ranking" | "survival" | "multioutput";
