package com.cloudbees.groovy.cps.impl;

import java.util.List;

public class CpsCallableInvocation extends Error {
    public final CpsCallable call = null;

    public final Object receiver = null;

    public final List arguments = null;

    public CpsCallableInvocation(String methodName, CpsCallable call, Object receiver, Object... arguments) {}
}
