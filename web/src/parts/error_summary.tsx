// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { use_language } from "../strings/language";

/** What is wrong with a form, with a way to the field. It takes the focus, each time that `turn` changes anew; no address changes. */
export function ErrorSummary({ message, field, turn }: { message: string; field: string; turn: number }): JSX.Element {
  const { t } = use_language();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), [message, turn]);
  return (
    <div class="govuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{t.page.error_heading}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            <li>
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {message}
              </a>
            </li>
          </ul>
        </div>
      </div>
    </div>
  );
}
