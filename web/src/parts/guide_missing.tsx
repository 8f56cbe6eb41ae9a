// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Visit } from "../flow/visit";
import { baked } from "../guide/baked";
import type { Audience } from "../guide/door";
import { use_guide } from "../guide/use_guide";
import { use_language } from "../strings/language";
import { Button } from "./button";
import { Status } from "./status";
import { StepWords } from "./step_words";

/** To whom the first steps speak, by the route alone. */
function audience_of(visit: Visit): Audience {
  if (visit.route !== "handover") return "adult";
  return visit.answer === "helping" ? "parent" : visit.answer === "under_18_now" ? "young" : "adult";
}

/** While the guide is on its way, or where it did not come: the first steps that stand in the page itself. */
export function GuideMissing(): JSX.Element | null {
  const { t, tag } = use_language();
  const { guide, visit, state } = use_guide();
  if (state === "open") return null;
  const is_lost = state === "failed";
  return (
    <>
      <Status>{is_lost ? t.guide.failed : t.guide.first}</Status>
      {is_lost && <Button onClick={() => void guide.open()}>{t.page.try_again}</Button>}
      {visit.route !== "prevent" && (
        <ol class="hf-steps">
          {baked.first[audience_of(visit)][tag].map((step) => (
            <li key={step.id} class="hf-step">
              <StepWords step={step} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
