import { useState } from "react";
import { copyLink } from "../store/actions/copy-link.ts";
import { expectLink } from "../store/actions/link.ts";
import { updateView } from "../store/actions/update.ts";
import { topBarWords as words } from "../words/top-bar.ts";
import { Icon } from "./icon.tsx";
import { useLab, useLabState } from "./lab-context.ts";
import { OpenFileButton } from "./open-file-button.tsx";
import { takeBack, useCanUndo } from "./take-back.ts";
import { switchTheme, useTheme } from "./theme.ts";

export function TopBar() {
  const lab = useLab();
  return (
    <header className="top-bar">
      <span className="brand">
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
          <path className="brand-steps" d="M2 18.500h4.500v-7h4.500v-4h4.500v-2H20" />
          <path className="brand-curve" d="M2 3.500C5 15 11 17 20 17.500" />
        </svg>
        <h1>{words.name}</h1>
      </span>
      <ScreenTabs />
      <span className="grows" />
      <span className="top-acts wide-only">
        <HistoryButtons />
        <ThemeButton />
        <button
          type="button"
          className="button quiet square"
          aria-label={words.present}
          title={words.presentHint}
          onClick={() => updateView(lab, { presenting: true })}
        >
          <Icon name="present" />
        </button>
        <button
          type="button"
          className="button quiet square"
          aria-label={words.keys}
          title={words.keysHint}
          onClick={() => updateView(lab, { dialog: "keys" })}
        >
          <Icon name="help" />
        </button>
        <OpenFileButton />
        <button type="button" className="button" onClick={() => updateView(lab, { dialog: "export" })}>
          <Icon name="save" /> {words.export}
        </button>
      </span>
      <CopyLinkButton />
      <MenuButton />
    </header>
  );
}

const screens = ["lab", "row", "compare"] as const;

/** From the rounds of all runs to one row, or to the runs side by side. */
function ScreenTabs() {
  const lab = useLab();
  const shown = useLabState(({ view, importing }) => (importing.draft === null ? view.screen : null));
  return (
    <nav className="screen-tabs" aria-label={words.screens}>
      {screens.map((screen) => (
        <button
          key={screen}
          type="button"
          aria-current={screen === shown ? "page" : undefined}
          disabled={shown === null}
          onClick={() => updateView(lab, { screen })}
        >
          {words[screen]}
        </button>
      ))}
    </nav>
  );
}

/** On a phone: opens the sheet with the settings and all other acts. */
function MenuButton() {
  const lab = useLab();
  const open = useLabState((state) => state.view.railOpen);
  return (
    <button
      type="button"
      className="button quiet phone-only"
      aria-label={words.settings}
      aria-expanded={open}
      aria-controls="rail"
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => updateView(lab, { railOpen: !open })}
    >
      <Icon name="menu" />
    </button>
  );
}

/** Settings back and forward; what runs have learnt stays. */
function HistoryButtons() {
  const lab = useLab();
  const canUndo = useCanUndo();
  const canRedo = useLabState((state) => state.history.future.length > 0);
  return (
    <>
      <button
        type="button"
        className="button quiet square"
        aria-label={words.undo}
        title={words.undoHint}
        disabled={!canUndo}
        onClick={() => takeBack(lab, "undo")}
      >
        <Icon name="undo" />
      </button>
      {canRedo && (
        <button
          type="button"
          className="button quiet square"
          aria-label={words.redo}
          title={words.redoHint}
          onClick={() => takeBack(lab, "redo")}
        >
          <Icon name="redo" />
        </button>
      )}
    </>
  );
}

function ThemeButton() {
  const name = useTheme() === "dark" ? words.light : words.dark;
  return (
    <button
      type="button"
      className="button quiet square"
      aria-label={name}
      title={name}
      onClick={switchTheme}
    >
      <Icon name="theme" />
    </button>
  );
}

const SAID_MS = 2500;

function CopyLinkButton() {
  const lab = useLab();
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    setSaid((await copyLink(lab)) ? words.copied : words.seeAddress);
    setTimeout(() => setSaid(null), SAID_MS);
  };
  return (
    <button
      type="button"
      className="button copy-link"
      title={words.linkHint}
      onPointerEnter={expectLink}
      onFocus={expectLink}
      onClick={() => void copy()}
    >
      <Icon name={said === null ? "link" : "check"} />{" "}
      <span aria-live="polite">{said ?? words.copyLink}</span>
    </button>
  );
}
