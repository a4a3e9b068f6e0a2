package io.jenkins.plugins.hotfix.jenkins.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What the real Jenkins and its plugins declare, public and protected: lines {@code C flags name super interface,...} for a
 * type, and after it {@code M flags name descriptor} and {@code F flags name descriptor} for its members. Names are the
 * class file's, flags hexadecimal.
 */
final class Signatures {
    private static final int KIND = Modifier.INTERFACE | Modifier.ABSTRACT | Modifier.FINAL;
    private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT;

    private final Map<String, Type> types = new HashMap<>();

    private Signatures() {}

    private record Type(int flags, List<String> parents, Map<String, Integer> members) {}

    /** Reads a file of them, compressed with gzip. */
    static Signatures in(Path file) throws IOException {
        try (Reader lines =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
            return of(lines);
        }
    }

    static Signatures of(Reader lines) throws IOException {
        Signatures signatures = new Signatures();
        BufferedReader in = new BufferedReader(lines);
        Type type = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] part = line.split(" ", -1);
            int flags = Integer.parseInt(part[1], 16);
            if (part[0].equals("C")) {
                type = new Type(flags, List.of((part[3] + "," + part[4]).split(",")), new HashMap<>());
                signatures.types.put(part[2], type);
            } else {
                type.members().put(part[2] + " " + part[3], flags);
            }
        }
        return signatures;
    }

    /** What a class declares that the real one does not, as sentences. */
    List<String> lackedOf(Class<?> stub) {
        Type real = types.get(internal(stub));
        if (real == null) {
            return List.of(stub.getName() + " does not exist");
        }
        List<String> lacks = new ArrayList<>();
        if ((stub.getModifiers() & KIND) != (real.flags() & KIND)) {
            lacks.add(stub.getName() + " is of another kind: " + Modifier.toString(real.flags() & KIND));
        }
        Set<String> ancestors = new HashSet<>();
        ancestors(internal(stub), ancestors);
        Stream.concat(Stream.ofNullable(stub.getSuperclass()), Stream.of(stub.getInterfaces()))
                .filter(parent -> !ancestors.contains(internal(parent)))
                .forEach(parent -> lacks.add(stub.getName() + " is no " + parent.getName()));
        members(stub).forEach((member, flags) -> {
            Integer there = real.members().get(member);
            if (there == null) {
                lacks.add(stub.getName() + " has no " + member);
            } else if ((flags & ACCESS) != (there & ACCESS)) {
                lacks.add(stub.getName() + " has " + member + " as " + Modifier.toString(there));
            }
        });
        return lacks;
    }

    /** What a real type extends and implements, itself included; of one that is not Jenkins' own, what is known here. */
    private void ancestors(String name, Set<String> found) {
        if (!found.add(name)) {
            return;
        }
        Type real = types.get(name);
        if (real != null) {
            real.parents().forEach(parent -> ancestors(parent, found));
            return;
        }
        try {
            Class<?> library = Class.forName(name.replace('/', '.'), false, Signatures.class.getClassLoader());
            Stream.concat(Stream.ofNullable(library.getSuperclass()), Stream.of(library.getInterfaces()))
                    .forEach(parent -> ancestors(internal(parent), found));
        } catch (ClassNotFoundException | LinkageError e) {
            // Jenkins has libraries that nothing here stands on.
        }
    }

    /** The members that others can use, with their flags. */
    private static Map<String, Integer> members(Class<?> type) {
        Map<String, Integer> members = new HashMap<>();
        Stream.of(type.getDeclaredFields(), type.getDeclaredMethods(), type.getDeclaredConstructors())
                .flatMap(Arrays::stream)
                .filter(member -> !member.isSynthetic())
                .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
                .forEach(member -> members.put(named(member), member.getModifiers()));
        return members;
    }

    private static String named(Member member) {
        if (member instanceof Method method) {
            return method.getName() + " " + descriptor(method.getReturnType(), method.getParameterTypes());
        }
        if (member instanceof Constructor<?> constructor) {
            return "<init> " + descriptor(void.class, constructor.getParameterTypes());
        }
        return member.getName() + " " + ((Field) member).getType().descriptorString();
    }

    private static String descriptor(Class<?> result, Class<?>[] parameters) {
        return MethodType.methodType(result, parameters).toMethodDescriptorString();
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
