// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { NoticeMissing } from "../guide/notice_door";
import { law_of } from "../notices/law";
import { fill, use_language } from "../strings/language";

/** Whether a letter can do without a point, and the law that asks for it, where one does. */
export function NeededBy({ missing }: { missing: NoticeMissing }): JSX.Element {
  const { t } = use_language();
  const text = t.notices;
  const law = law_of(missing.law);
  return <>{law === null ? (missing.required ? text.needed : text.useful) : fill(missing.required ? text.needed_by : text.useful_by, { law })}</>;
}
