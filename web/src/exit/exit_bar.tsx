// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { keeps_something } from "../keep/this_device";
import { help_panel_id } from "../parts/help_panel";
import { EnglishInBar } from "../parts/english_beside";
import { use_language } from "../strings/language";
import { make_key_sequence, patience_ms, type KeyProgress } from "./key_sequence";
import { leave, leave_url } from "./leave";

const go = (): void => leave(keeps_something());

/** Always in sight: help now, and leaving at once, by button or by keys. */
export function ExitBar(): JSX.Element {
  const { t } = use_language();
  const [progress, set_progress] = useState<KeyProgress>(null);
  const [is_over, set_over] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  // Before the first paint: whoever sees the page can leave it, however early the keys are pressed.
  useLayoutEffect(() => {
    const press = make_key_sequence();
    let began: string | null = null;
    const on_down = (event: KeyboardEvent): void => {
      began = event.isComposing || event.target instanceof HTMLSelectElement ? null : event.key;
    };
    const on_key = (event: KeyboardEvent): void => {
      const { key, shiftKey } = event;
      const now = press({ key, shiftKey, elsewhere: key === "Escape" && began !== key }, performance.now());
      began = null;
      clearTimeout(timer.current);
      if (now !== null && now.left === 0) {
        go();
        return;
      }
      set_progress((before) => {
        set_over(before !== null && now === null);
        return now;
      });
      if (now !== null)
        timer.current = setTimeout(() => {
          set_progress(null);
          set_over(true);
        }, patience_ms);
    };
    document.addEventListener("keydown", on_down, true);
    document.addEventListener("keyup", on_key, true);
    return () => {
      document.removeEventListener("keydown", on_down, true);
      document.removeEventListener("keyup", on_key, true);
      clearTimeout(timer.current);
    };
  }, []);

  const news =
    progress === null
      ? is_over
        ? t.leave.expired
        : ""
      : progress.key === "Escape"
        ? t.leave.escape_more
        : progress.left === 2
          ? t.leave.two_more
          : t.leave.one_more;
  return (
    <div class="hf-bar">
      <a
        href="#main"
        class="govuk-skip-link"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {t.page.skip_to_content}
      </a>
      <div class="hf-bar__inner">
        <button
          type="button"
          class="hf-bar__help"
          onClick={() => {
            const panel = document.getElementById(help_panel_id);
            panel?.scrollIntoView({ block: "start" });
            panel?.focus({ preventScroll: true });
          }}
        >
          {t.help.button}
          <EnglishInBar of={(english) => english.help.button} />
        </button>
        <a
          class="hf-bar__exit"
          href={leave_url}
          role="button"
          draggable={false}
          rel="nofollow noreferrer"
          onClick={(event) => {
            event.preventDefault();
            go();
          }}
          onKeyDown={(event) => {
            if (event.key !== " ") return;
            event.preventDefault();
            go();
          }}
        >
          {t.leave.button}
          <EnglishInBar of={(english) => english.leave.button} />
        </a>
      </div>
      <div role="status" class="govuk-visually-hidden">
        {news}
      </div>
    </div>
  );
}
