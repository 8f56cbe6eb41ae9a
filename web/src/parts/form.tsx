// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

/** A form that goes nowhere by itself: the page alone takes what was typed, says what is wrong with it, and asks the browser not to
 *  remember any of it. */
export function Form({ onSubmit, children }: { onSubmit: () => void; children: ComponentChildren }): JSX.Element {
  return (
    <form
      noValidate
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
