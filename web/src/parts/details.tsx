// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

/** Text behind a short line that opens it. `about`: what a screen reader hears after that line, where several are alike. */
export function Details({ summary, about, children }: { summary: string; about?: string; children: ComponentChildren }): JSX.Element {
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {summary}
          {about !== undefined && <span class="govuk-visually-hidden">: {about}</span>}
        </span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
