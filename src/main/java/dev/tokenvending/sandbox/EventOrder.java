package dev.tokenvending.sandbox;

/** What is asked for when an event is ordered. */
sealed interface EventOrder permits EventOrder.Fresh, EventOrder.Again, EventRejected {

    record Fresh(NewEvent event, Delivery delivery) implements EventOrder {}

    record Again(String eventId, Delivery delivery) implements EventOrder {}
}
