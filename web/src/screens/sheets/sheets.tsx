// SPDX-License-Identifier: Apache-2.0
// What lies over the screen of the visit, which stays as it was behind it. None of these takes a picture but
// evidence, on an adult's route alone.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Sheet } from "../../state/session";
import { EvidenceScreens } from "../evidence/evidence_screens";
import { LeaveEvidence } from "../evidence/leave_evidence";
import { WordsScreens } from "../words/words_screens";
import { DoneList } from "./done_list";
import { Messages } from "./messages";
import { People } from "./people";

export function Sheets({ sheet }: { sheet: Sheet }): JSX.Element {
  // Whoever comes back finds the place where they left.
  const opener = useRef(document.activeElement);
  useEffect(() => () => requestAnimationFrame(() => opener.current instanceof HTMLElement && opener.current.focus()), []);
  switch (sheet) {
    case "done":
      return <DoneList />;
    case "messages":
      return <Messages />;
    case "evidence":
      return <EvidenceScreens />;
    case "leave_evidence":
      return <LeaveEvidence />;
    case "words":
      return <WordsScreens />;
    case "people":
      return <People />;
  }
}
