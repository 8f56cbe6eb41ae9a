// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

interface ButtonProps {
  children: ComponentChildren;
  onClick?: () => void;
  /** "main": the one thing to do on a screen. "link": looks like a link. */
  look?: "main" | "second" | "link";
  submit?: boolean;
  /** Pressing does nothing for now. The button keeps the focus, so that whoever goes by keyboard keeps their place. */
  disabled?: boolean;
  /** Says more to a screen reader than the text that is seen. */
  label?: string;
  pressed?: boolean;
  expanded?: boolean;
}

const looks = { main: "govuk-button", second: "govuk-button govuk-button--secondary", link: "hf-link-button" };

export function Button({ children, onClick, look = "second", submit = false, disabled = false, label, pressed, expanded }: ButtonProps): JSX.Element {
  return (
    <button
      type={submit ? "submit" : "button"}
      class={looks[look]}
      onClick={disabled ? (event) => event.preventDefault() : onClick}
      aria-disabled={disabled ? true : undefined}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
    >
      {children}
    </button>
  );
}
