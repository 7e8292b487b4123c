package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;

import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import org.junit.jupiter.api.Test;

/** While a fault is open in a datacenter, changes there are held. */
@Scenario
class FaultIT {
  /** Row 1. */
  @Test
  void aFaultHoldsChangesInItsDatacenterAndNowhereElse(World world) {
    var dc1 = world.datacenter("dc1");
    var dc2 = world.datacenter("dc2");
    var chat1 = dc1.runs("chat:41");
    var chat2 = dc2.runs("chat:41");
    dc1.window();
    dc2.window();
    var fault = dc1.fault("lb-error");

    world.alice().setsImage(chat1, "chat:42");
    world.alice().setsImage(chat2, "chat:42");

    assertHeld(chat1).by("alice").because(fault);
    awaitRolledOut(chat2, "chat:42");
  }
}
