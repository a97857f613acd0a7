package io.berth.bench;

import java.util.ArrayList;
import java.util.List;

/** How long something took, again and again, and how much of that the news of it took. */
final class Figures {

    private final String title;
    private final List<Double> whole = new ArrayList<>();
    private final List<Double> news = new ArrayList<>();

    Figures(String title) {
        this.title = title;
    }

    void add(long wholeNanos, long newsNanos) {
        whole.add(wholeNanos / 1e6);
        news.add(newsNanos / 1e6);
    }

    Figures with(Figures other) {
        Figures both = new Figures(title + ", " + other.title);
        both.whole.addAll(whole);
        both.whole.addAll(other.whole);
        both.news.addAll(news);
        both.news.addAll(other.news);
        return both;
    }

    double median() {
        return at(whole, 0.5);
    }

    @Override
    public String toString() {
        return "%-18s %3d times: median %4.0f ms, 95th percentile %4.0f ms, slowest %4.0f ms; of it news, median %3.0f ms"
                .formatted(title, whole.size(), median(), at(whole, 0.95), at(whole, 1), at(news, 0.5));
    }

    private static double at(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
