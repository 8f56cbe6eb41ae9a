// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

let is_first_screen = true;

/**
 * The heading of a screen. When the screen changes it takes the focus, so that a screen reader starts there: together with the screen, not a
 * moment later, when on a slow phone it would take the focus from what was pressed meanwhile.
 */
export function Heading({ children, small = false }: { children: ComponentChildren; small?: boolean }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (is_first_screen) {
      is_first_screen = false;
      return;
    }
    window.scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1} class={small ? "govuk-heading-m hf-heading" : "govuk-heading-l hf-heading"}>
      {children}
    </h1>
  );
}
