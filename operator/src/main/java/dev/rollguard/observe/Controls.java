package dev.rollguard.observe;

import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.BreakGlassFact;
import java.util.List;

/** What people say about changes. */
public interface Controls {
  /** Nobody says anything. */
  Controls NONE =
      new Controls() {
        @Override
        public List<ApprovalFact> approvals(String namespace, String change) {
          return List.of();
        }

        @Override
        public List<BreakGlassFact> breakGlasses() {
          return List.of();
        }
      };

  /** The approvals and rejections that name a Change. */
  List<ApprovalFact> approvals(String namespace, String change);

  /** The overrides that have not ended by their record. */
  List<BreakGlassFact> breakGlasses();
}
