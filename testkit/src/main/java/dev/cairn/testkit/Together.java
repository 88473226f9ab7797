package dev.cairn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs tasks on threads of their own that begin at one moment; fails where one fails or does not end in time. */
final class Together {
    private static final int SECONDS = 60;

    private Together() {}

    /** Something to do, which may fail. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    /** Something to do, told which of the threads it is on, from zero. */
    @FunctionalInterface
    interface NumberedTask {
        void run(int thread) throws Exception;
    }

    /** Runs {@code task} on as many threads. */
    static void run(int threads, NumberedTask task) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            tasks.add(() -> task.run(thread));
        }
        run(tasks.toArray(Task[]::new));
    }

    /** Runs each of {@code tasks} on a thread. */
    static void run(Task... tasks) {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Task task : tasks) {
                running.add(threads.submit(() -> {
                    start.await(SECONDS, TimeUnit.SECONDS);
                    task.run();
                    return null;
                }));
            }
            running.forEach(Together::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void join(Future<?> running) {
        try {
            running.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("A thread failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("A thread did not end within " + SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }
}
