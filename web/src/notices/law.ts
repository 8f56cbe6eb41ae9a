// SPDX-License-Identifier: Apache-2.0
import type { Words } from "../guide/door";

/** The law or the rule that asks for a point, as it is named; null where the data say that no law does. */
export function law_of({ say, en }: Words): string | null {
  return /^(No law|Dim cyfraith|Does dim cyfraith)\b/.test(en ?? say) ? null : say;
}
