// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from "preact";

/** Text behind a short line that opens it. */
export function Details({ summary, children }: { summary: string; children: ComponentChildren }): JSX.Element {
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
