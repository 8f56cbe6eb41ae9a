// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { baked } from "../guide/baked";
import { use_language } from "../strings/language";
import { ServiceCard } from "./service_card";

/** Adults are always handed to StopNCII as well: large platforms check its list today. */
export function StopNciiCard(): JSX.Element {
  const { t, tag } = use_language();
  return (
    <>
      <h2 class="govuk-heading-m">{t.who_checks.stopncii_heading}</h2>
      <p class="govuk-body">{t.who_checks.stopncii}</p>
      <ServiceCard service={baked.stopncii[tag]} level={3} />
    </>
  );
}
