// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Words } from "../guide/door";
import { Said } from "./said";

/** What a step says, and no more of it. */
export function StepWords({ step }: { step: { head: Words; text: Words } }): JSX.Element {
  return (
    <>
      <h2 class="govuk-heading-s hf-step__head">
        <Said of={step.head} />
      </h2>
      <p class="govuk-body">
        <Said of={step.text} />
      </p>
    </>
  );
}
