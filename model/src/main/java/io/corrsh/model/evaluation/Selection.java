package io.corrsh.model.evaluation;

/** Hoare's selection. */
final class Selection {

    private Selection() {}

    /** Moves the {@code count} smallest values to the front, in no order; 0 &lt; count &lt; length, no NaN. */
    static void smallestFirst(double[] values, int count) {
        int left = 0;
        int right = values.length - 1;
        int wanted = count - 1;
        while (left < right) {
            double pivot = median(values[left], values[(left + right) >>> 1], values[right]);
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (wanted <= j) {
                right = j;
            } else if (wanted >= i) {
                left = i;
            } else {
                return;
            }
        }
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
