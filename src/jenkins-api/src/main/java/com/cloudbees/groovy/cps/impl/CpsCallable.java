package com.cloudbees.groovy.cps.impl;

import java.io.Serializable;

public abstract class CpsCallable implements Serializable {
    private CpsCallable() {}
}
