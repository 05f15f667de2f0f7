import type { ColumnType } from "../../data/column-type.ts";
import type { IconName } from "../icon.tsx";

export const TYPE_ICONS: { readonly [type in ColumnType]: IconName } = {
  number: "number",
  category: "category",
  boolean: "toggle",
  date: "date",
  text: "text",
  id: "key",
};
