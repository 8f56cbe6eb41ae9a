// SPDX-License-Identifier: Apache-2.0
// Letters and reports, over whatever screen the visit is on. None of these screens takes a picture, on any route.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { NoticesScreen } from "../../notices/notices";
import { FillFromEvidence } from "../../parts/fill_from_evidence";
import { AskNotice } from "./ask_notice";
import { ChooseNotice } from "./choose_notice";
import { NoticeLetterScreen } from "./notice_letter";
import { NoticeSent } from "./notice_sent";
import { NoticesList } from "./notices_list";

export function NoticesScreens({ screen }: { screen: NoticesScreen }): JSX.Element {
  // Whoever comes back finds the place where they left.
  const opener = useRef(document.activeElement);
  useEffect(() => () => queueMicrotask(() => opener.current instanceof HTMLElement && opener.current.focus()), []);
  switch (screen.at) {
    case "list":
      return <NoticesList key="list" />;
    case "kind":
      return <ChooseNotice key="kind" />;
    case "ask":
      return (
        <>
          <AskNotice key={`ask-${screen.asked}`} asked={screen.asked} />
          <FillFromEvidence key="from-evidence" />
        </>
      );
    case "letter":
      return <NoticeLetterScreen key="letter" />;
    case "sent":
      return <NoticeSent key="sent" />;
  }
}
