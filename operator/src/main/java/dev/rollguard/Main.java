package dev.rollguard;

/** Entry point of the operator's process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("rollguard");
  }
}
