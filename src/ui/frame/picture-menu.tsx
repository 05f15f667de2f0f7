import type { RefObject } from "react";
import type { PanelTable } from "../../figures/panel-tables.ts";
import { chartWords as words } from "../../words/chart.ts";
import { Menu } from "../controls/menu.tsx";
import { fileStem } from "../export/save-file.ts";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { savePicture, saveTable } from "./save-picture.ts";

interface PictureMenuProps {
  /** What the picture is called: in the menu's name, the caption and the file's name. */
  readonly name: string;
  readonly picture: RefObject<HTMLElement | null>;
  readonly table: () => PanelTable;
}

/** The ways out of a picture that stands by itself: PNG and SVG with caption and link, CSV of what is drawn. */
export function PictureMenu({ name, picture, table }: PictureMenuProps) {
  const lab = useLab();
  const save = (kind: "png" | "svg") => {
    const element = picture.current;
    if (element !== null) void savePicture(lab, { stem: fileStem(name), caption: name, element, kind });
  };
  return (
    <Menu
      label={words.menuOf(name)}
      buttonClass="button quiet low"
      items={[
        { label: words.png, onSelect: () => save("png") },
        { label: words.svg, onSelect: () => save("svg") },
        { label: words.csv, onSelect: () => saveTable(fileStem(name), table()) },
      ]}
    >
      <Icon name="more" />
    </Menu>
  );
}
