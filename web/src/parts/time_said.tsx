// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { SealedPack } from "../evidence/sealing";
import { day_time_and_zone } from "../strings/dates";
import { fill, use_language } from "../strings/language";

/** Who says when a pack was sealed: a service by its receipt, an authority, or nobody but this device. */
export function TimeSaid({ pack: { received, is_stamped }, asked = false, asked_for_stamp = false }: { pack: Pick<SealedPack, "received" | "is_stamped">; asked?: boolean; asked_for_stamp?: boolean }): JSX.Element {
  const { t, tag } = use_language();
  const text = t.pack_extras;
  const is_alone = received === null && !is_stamped;
  return (
    <>
      {asked && received === null && <p class="govuk-body">{text.not_confirmed}</p>}
      {received !== null && <p class="govuk-body">{fill(text.received, { time: day_time_and_zone(tag, new Date(received)) })}</p>}
      {is_stamped && <p class="govuk-body">{text.stamped}</p>}
      {received !== null && asked_for_stamp && !is_stamped && <p class="govuk-body">{text.not_stamped}</p>}
      {is_alone && <p class="govuk-body">{text.clock_alone}</p>}
    </>
  );
}
