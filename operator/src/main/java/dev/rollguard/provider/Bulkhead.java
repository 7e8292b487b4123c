package dev.rollguard.provider;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Lets only so many calls into one server at once, so that a dead one holds up only its own. */
final class Bulkhead {
  static final int SEATS = 16;

  private static final class Room {
    final Semaphore seats = new Semaphore(SEATS, true);
    int visitors;
  }

  /** Gives the seat back. */
  interface Seat extends AutoCloseable {
    @Override
    void close();
  }

  private final ConcurrentHashMap<String, Room> rooms = new ConcurrentHashMap<>();

  /** Waits for a seat, first come first served. */
  Seat enter(Origin origin) throws InterruptedException {
    var name = origin.host() + ":" + origin.port();
    var room =
        rooms.compute(
            name,
            (key, known) -> {
              var entered = known == null ? new Room() : known;
              entered.visitors++;
              return entered;
            });
    try {
      room.seats.acquire();
    } catch (InterruptedException e) {
      leave(name);
      throw e;
    }
    return () -> {
      room.seats.release();
      leave(name);
    };
  }

  private void leave(String name) {
    rooms.computeIfPresent(name, (key, room) -> --room.visitors == 0 ? null : room);
  }

  /** How many servers are being called. */
  int rooms() {
    return rooms.size();
  }
}
