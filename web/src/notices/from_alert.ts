// SPDX-License-Identifier: Apache-2.0
// What an alert says, as facts of a letter: the platform, the page if its address was released, and when it was met.
import type { Guide } from "../guide/guide";
import type { NoticeFacts } from "../guide/notice_door";
import type { Alert } from "../service/types";
import { en } from "../strings/en";
import { fill } from "../strings/language";

export function facts_of_alert(guide: Guide, { partner, at, url, case_number }: Alert): NoticeFacts {
  const day = new Date(at).toISOString().slice(0, 10);
  const known = guide.ask("platforms", "en", {})?.platforms.find(({ name }) => name.say.toLowerCase() === partner.trim().toLowerCase());
  return {
    platform: known?.id ?? partner,
    pages: url === undefined ? [] : [{ url, first_seen: day }],
    case: case_number,
    // Letters go out in English, whatever language the page is read in.
    reasons: fill(en.notices.alert_in_letter, { date: day }),
  };
}
