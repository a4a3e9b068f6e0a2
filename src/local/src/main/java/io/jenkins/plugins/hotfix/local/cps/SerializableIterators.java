package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.impl.Caller;
import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;

/**
 * A Groovy category that makes loops over collections survive being saved, for the same methods as in Jenkins: the
 * JDK's own iterators and map views are not serializable.
 */
public final class SerializableIterators {

    private SerializableIterators() {}

    private static final class ByIndex<E> implements Iterator<E>, Serializable {

        @Serial
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // a list that is not serializable must fail the run as in Jenkins
        private final List<E> list;

        private int next;

        ByIndex(List<E> list) {
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            return next < list.size();
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return list.get(next++);
        }

        @Override
        public void remove() {
            list.remove(--next);
        }
    }

    /** In the place of {@link List#iterator}. */
    public static <E> Iterator<E> iterator(List<E> list) {
        return new ByIndex<>(list);
    }

    /** In the place of {@link Set#iterator}. */
    public static <E> Iterator<E> iterator(Set<E> set) {
        return new ByIndex<>(new ArrayList<>(set));
    }

    /** For a loop over an array. */
    public static <E> Iterator<E> iterator(E[] array) {
        return new ByIndex<>(Arrays.asList(array));
    }

    /** In the place of {@link Map#entrySet}. */
    public static <K, V> Set<Map.Entry<K, V>> entrySet(Map<K, V> map) {
        if (calledByPlainCode(map, "entrySet")) {
            return map.entrySet();
        }
        Set<Map.Entry<K, V>> entries = new LinkedHashSet<>();
        map.forEach((key, value) -> entries.add(new AbstractMap.SimpleImmutableEntry<>(key, value)));
        return entries;
    }

    /** In the place of {@link SortedMap#entrySet}. */
    public static <K, V> Set<Map.Entry<K, V>> entrySet(SortedMap<K, V> map) {
        return entrySet((Map<K, V>) map);
    }

    /** In the place of {@link Map#keySet}. */
    public static <K> Set<K> keySet(Map<K, ?> map) {
        return calledByPlainCode(map, "keySet") ? map.keySet() : new LinkedHashSet<>(map.keySet());
    }

    /** In the place of {@link SortedMap#keySet}. */
    public static <K> Set<K> keySet(SortedMap<K, ?> map) {
        return keySet((Map<K, ?>) map);
    }

    /** In the place of {@link Map#values}. */
    public static <V> Collection<V> values(Map<?, V> map) {
        return calledByPlainCode(map, "values") ? map.values() : new ArrayList<>(map.values());
    }

    /** In the place of {@link SortedMap#values}. */
    public static <V> Collection<V> values(SortedMap<?, V> map) {
        return values((Map<?, V>) map);
    }

    private static boolean calledByPlainCode(Object receiver, String method) {
        return !Caller.isAsynchronous(receiver, method)
                && !Caller.isAsynchronous(SerializableIterators.class, method, receiver);
    }
}
