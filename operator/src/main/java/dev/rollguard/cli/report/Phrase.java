package dev.rollguard.cli.report;

/** Every word of a report that does not come from an object, in all languages. */
enum Phrase {
  TITLE("Change report", "변경 보고서"),
  RANGE("%s to %s, %s. Made %s.", "%s ~ %s, %s. 작성: %s."),
  ALL_DATACENTERS("all datacenters", "전체 데이터센터"),
  ONE_DATACENTER("datacenter %s", "데이터센터 %s"),
  SUMMARY("Summary", "요약"),
  CHANGES("Changes", "변경"),
  HOLDS("Holds longer than %s", "%s 초과 보류"),
  OVERRIDES("Overrides", "긴급 우회"),
  APPROVALS("Approvals and rejections", "승인 및 반려"),
  FAULTS("Faults", "장애"),
  NONE("None.", "없음."),
  MEDIAN_HOLD("Median hold", "보류 시간 중앙값"),
  LONGEST_HOLD("Longest hold", "최장 보류 시간"),
  STATES("%s", "상태: %s"),
  UNDER_OVERRIDE("changes released under them: %d", "우회로 배포된 변경 %d건"),
  REJECTED("rejections: %d", "반려 %d건"),
  OPEN_NOW("open now: %d", "현재 진행 중 %d건"),
  REQUESTED("Requested", "요청 시각"),
  DATACENTER("Datacenter", "데이터센터"),
  DEPLOYMENT("Deployment", "Deployment"),
  WHAT("What", "변경 내용"),
  BY("By", "요청자"),
  RISK("Risk", "위험도"),
  STATE("State", "상태"),
  HELD("Held", "보류 시간"),
  WINDOWS("Windows", "변경 윈도우"),
  HOW_IT_ENDED("Where it stands", "현황"),
  CHANGE("Change", "변경"),
  DECISION("Decision", "결정"),
  APPROVER("Approver", "결정자"),
  COMMENT("Comment", "의견"),
  TIME("Time", "시각"),
  COUNTED("Counted", "유효"),
  YES("yes", "예"),
  NO("no", "아니오"),
  OPENED("Opened by %s at %s, until %s, %s.", "%2$s에 %1$s 사용자가 개시, %3$s까지, 상태 %4$s."),
  CONFIRMED("Confirmed by %s: %s", "%s 사용자가 확인: %s"),
  UNCONFIRMED("Confirmed by nobody.", "확인한 사람 없음."),
  REASON("Reason: %s", "사유: %s"),
  SUBJECT_DATACENTER("All changes of datacenter %s.", "데이터센터 %s의 모든 변경."),
  SUBJECT_CHANGE("Change %s.", "변경 %s."),
  PASSED("Passed under it:", "우회로 배포된 변경:"),
  NOTHING_PASSED("Nothing passed under it.", "우회로 배포된 변경 없음."),
  SEVERITY("Severity", "심각도"),
  FAULT("Fault", "장애"),
  BEGAN("Began", "발생"),
  RESOLVED("Resolved", "해결"),
  OPENED_BY("Opened by", "등록자"),
  CAUSE("Cause and evidence", "원인 및 근거"),
  STILL_OPEN("open", "진행 중"),
  UNDER("under %s", "%s 우회"),
  SOURCE(
      "From the objects that the cluster keeps; older Changes of a Deployment are removed, the audit log has them all.",
      "클러스터에 남아 있는 객체를 기준으로 작성됨. 오래된 Change는 삭제되며 전체 기록은 감사 로그에 있음.");

  private final String english;
  private final String korean;

  Phrase(String english, String korean) {
    this.english = english;
    this.korean = korean;
  }

  String in(Language language, Object... values) {
    var text =
        switch (language) {
          case en -> english;
          case ko -> korean;
        };
    return values.length == 0 ? text : text.formatted(values);
  }
}
