// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { WipeKept } from "../parts/wipe_kept";
import { leave_page } from "../exit/leave";
import { fill, use_language } from "../strings/language";

/** How to leave fast, what stays in the browser's history, and what this page keeps: nothing. */
export function AboutLeaving({ onDone }: { onDone: () => void }): JSX.Element {
  const { t, of } = use_language();
  const text = t.leave.about;
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body">{text.how}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>{text.how_button}</li>
        <li>{text.how_shift}</li>
        <li>{text.how_escape}</li>
      </ul>
      <p class="govuk-body">{fill(text.what_happens, { page: of(leave_page) })}</p>
      <h2 class="govuk-heading-m">{text.history_heading}</h2>
      <p class="govuk-body">{text.history}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>{text.clear_phone}</li>
        <li>{text.clear_computer}</li>
        <li>{text.whole_history}</li>
        <li>{text.private_window}</li>
      </ul>
      <p class="govuk-body">{text.network}</p>
      <h2 class="govuk-heading-m">{text.keeps_heading}</h2>
      <p class="govuk-body">{text.keeps}</p>
      <WipeKept all />
      <p class="govuk-body">{text.saved}</p>
      <Button look="main" onClick={onDone}>
        {t.page.back}
      </Button>
    </>
  );
}
