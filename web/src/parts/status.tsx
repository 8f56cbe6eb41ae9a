// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

/** News that a screen reader says without moving the focus. The element is always there, so that changes are noticed. */
export function Status({ children, hidden = false }: { children: ComponentChildren; hidden?: boolean }): JSX.Element {
  return (
    <div role="status" class={hidden ? "govuk-visually-hidden" : "hf-status"}>
      {children}
    </div>
  );
}
