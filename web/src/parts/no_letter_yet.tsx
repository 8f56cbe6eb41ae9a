// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_language } from "../strings/language";
import { GuideMissing } from "./guide_missing";
import { Heading } from "./heading";

/** In place of a letter, while the guide that writes it is not there. */
export function NoLetterYet(): JSX.Element {
  const { t } = use_language();
  return (
    <>
      <Heading>{t.notices.place}</Heading>
      <GuideMissing />
    </>
  );
}
