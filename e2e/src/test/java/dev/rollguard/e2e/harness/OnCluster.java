package dev.rollguard.e2e.harness;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands out the one {@link Cluster} of the run, and to each test a {@link World} of its own. A
 * World that a {@code @BeforeAll} method asks for is shared by all tests of the class.
 */
public final class OnCluster
    implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(OnCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Cluster.class || type == World.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cluster.class ? cluster(context) : world(context);
  }

  /** Started by the first that asks, closed when the run ends. */
  static Cluster cluster(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, OURS)
        .computeIfAbsent(Cluster.class, type -> Cluster.start(), Cluster.class);
  }

  private static World world(ExtensionContext context) {
    return context
        .getStore(OURS)
        .computeIfAbsent(World.class, type -> new World(cluster(context)), World.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    var world = context.getStore(OURS).get(World.class, World.class);
    if (world != null && context.getExecutionException().isPresent()) {
      world.describe(context.getRequiredTestClass().getSimpleName(), context.getDisplayName());
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    end(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    end(context);
  }

  private static void end(ExtensionContext context) {
    var world = context.getStore(OURS).remove(World.class, World.class);
    if (world != null) {
      world.end();
    }
  }
}
