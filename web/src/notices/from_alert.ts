// SPDX-License-Identifier: Apache-2.0
// A letter that is begun from an alert: the platform, the page if its address was released, and who met it when. All of it is of that
// letter alone.
import type { Guide } from "../guide/guide";
import type { Alert } from "../service/types";
import type { Begun } from "./notices";

export function letter_of_alert(guide: Guide, { partner, at, url, case_number }: Alert): Begun {
  const time = new Date(at).toISOString();
  const known = guide.ask("platforms", "en", {})?.platforms.find(({ name }) => name.say.toLowerCase() === partner.trim().toLowerCase());
  return {
    own: { platform: known?.id ?? partner, pages: url === undefined ? [] : [{ url, first_seen: time.slice(0, 10) }] },
    letter: { case: case_number, alert: { partner, at: time } },
  };
}
